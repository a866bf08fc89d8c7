"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignInAgain } from "../sign-in-again";
import { useAddress } from "../ui/address";
import { Announcer } from "../ui/announce";
import { Panel } from "../ui/dialog";
import { HintArea } from "../ui/hint";
import { Acting, InAccount } from "./acting";
import { Arrival } from "./arrival";
import { MenuButton } from "./menu-button";
import { Viewing } from "./viewing";
import { Commands } from "./wake";

/**
 * The frame of every page of somebody signed in: the rail at the left, on a phone a sheet behind a button. `whole`: the page takes the
 * window for itself and opens the sheet by a button of its own.
 */
export function Shell({
  whole = false,
  brand,
  rail,
  foot,
  children,
}: {
  whole?: boolean;
  brand: ReactNode;
  rail: ReactNode;
  foot: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("shell");
  const address = useAddress();
  const router = useRouter();
  return (
    <InAccount>
      <div className={whole ? "h-dvh" : "min-h-dvh sm:grid sm:grid-cols-[216px_minmax(0,1fr)] print:block"}>
        <a
          href="#content"
          className="sr-only rounded-md bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-40"
        >
          {t("skip")}
        </a>
        {!whole && (
          <>
            <div
              data-frame
              className="sticky top-0 z-20 flex h-dvh flex-col border-e border-line bg-sunken max-sm:hidden"
            >
              <div className="min-h-0 flex-1">{rail}</div>
              {foot}
            </div>
            <div
              data-frame
              className="sticky top-0 z-10 flex h-14 items-center gap-2 border-b border-line bg-paper px-3 sm:hidden"
            >
              <MenuButton />
              {brand}
            </div>
          </>
        )}
        <Panel open={address.get("menu") !== null} onClose={() => address.close("menu")} title="Confer" side="left">
          <div className="-mx-5 -my-4 flex min-h-[calc(100%+32px)] flex-col bg-sunken">
            <div
              className="flex-1"
              onClickCapture={(event) => {
                const link = (event.target as Element).closest("a");
                if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                // In place of the step that opened the sheet, so that Back leads to the page it was opened on.
                router.replace(link.href);
              }}
            >
              {rail}
            </div>
            {foot}
          </div>
        </Panel>
        <Announcer />
        <HintArea />
        <SignInAgain />
        <Arrival />
        <Commands />
        {whole ? (
          <main id="content" tabIndex={-1} className="h-dvh min-w-0 overflow-hidden outline-none">
            <div className="flex h-full flex-col">
              <Viewing />
              <div className="min-h-0 flex-1">{children}</div>
            </div>
          </main>
        ) : (
          <main id="content" tabIndex={-1} className="min-w-0 outline-none">
            <div className="sticky top-14 z-10 sm:top-0">
              <Viewing />
            </div>
            <div className="mx-auto max-w-[1144px] px-4 py-6 sm:px-8 sm:py-8">
              <Acting />
              {children}
            </div>
          </main>
        )}
      </div>
    </InAccount>
  );
}
