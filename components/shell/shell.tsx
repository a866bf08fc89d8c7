"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { SignInAgain } from "../sign-in-again";
import { Announcer } from "../ui/announce";
import { buttonClass } from "../ui/button";
import { Panel } from "../ui/dialog";
import { HintArea } from "../ui/hint";
import { Menu as MenuIcon } from "../ui/icons";
import { Acting, InAccount } from "./acting";
import { Foot } from "./foot";
import { Mark } from "./mark";
import { Rail, type Told } from "./rail";
import { Commands } from "./wake";

/** The frame of every page of somebody signed in: the rail at the left, on a phone a sheet behind a button. */
export function Shell({ me, children }: { me: Told; children: ReactNode }) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState(false);
  return (
    <InAccount>
      <div className="min-h-dvh sm:grid sm:grid-cols-[216px_minmax(0,1fr)]">
        <a
          href="#content"
          className="sr-only rounded-md bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-40"
        >
          {t("skip")}
        </a>
        <div data-frame className="sticky top-0 z-20 flex h-dvh flex-col border-e border-line bg-sunken max-sm:hidden">
          <div className="min-h-0 flex-1">
            <Rail me={me} />
          </div>
          <Foot />
        </div>
        <div
          data-frame
          className="sticky top-0 z-10 flex h-14 items-center gap-2 border-b border-line bg-paper px-3 sm:hidden"
        >
          <button
            type="button"
            className={buttonClass("quiet", "w-10 px-0!")}
            aria-label={me.waiting ? t("menuWaiting", { n: me.waiting }) : t("menu")}
            onClick={() => setOpen(true)}
          >
            <MenuIcon size={20} aria-hidden />
          </button>
          <Mark />
          <span className="font-semibold">Confer</span>
        </div>
        <Panel open={open} onClose={() => setOpen(false)} title="Confer" side="left">
          <div className="-mx-5 -my-4 flex min-h-[calc(100%+32px)] flex-col bg-sunken">
            <div className="flex-1">
              <Rail me={me} onGo={() => setOpen(false)} />
            </div>
            <Foot />
          </div>
        </Panel>
        <Announcer />
        <HintArea />
        <SignInAgain />
        <Commands waiting={me.waiting} />
        <main id="content" tabIndex={-1} className="min-w-0 px-4 py-6 outline-none sm:px-8 sm:py-8">
          <div className="mx-auto max-w-[1080px]">
            <Acting />
            {children}
          </div>
        </main>
      </div>
    </InAccount>
  );
}
