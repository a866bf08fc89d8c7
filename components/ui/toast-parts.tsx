"use client";

import { Toast } from "@base-ui/react/toast";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { buttonClass } from "./button";
import { X } from "./icons";

/** `undo` takes back what was done; `act` is another answer to it. The button stands there for ten seconds. */
export type Said = {
  title: string;
  description?: string;
  undo?: () => unknown;
  act?: { word: string; run: () => unknown };
};

/** The latest few. `hear` gets hold of whatever is said from now on; F6 leads here. */
export function ToastParts({ hear }: { hear(say: (said: Said) => void): void }) {
  return (
    <Toast.Provider timeout={10_000}>
      <Listener hear={hear} />
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-40 flex flex-col-reverse gap-2 sm:start-auto sm:w-[360px]">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Listener({ hear }: { hear(say: (said: Said) => void): void }) {
  const { add, close } = Toast.useToastManager();
  const t = useTranslations("ui");
  // The region stands before anything is said in it, so that it is heard.
  useEffect(
    () =>
      hear(({ undo, act = undo && { word: t("undo"), run: undo }, ...said }) => {
        const id = add({
          ...said,
          ...(act && {
            actionProps: {
              children: act.word,
              onClick: () => {
                close(id);
                act.run();
              },
            },
          }),
        });
      }),
    [hear, add, close, t],
  );
  return null;
}

function Toasts() {
  const t = useTranslations("ui");
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      data-toast=""
      key={toast.id}
      toast={toast}
      className="rounded-md border border-line bg-raised shadow-float appear data-limited:hidden"
    >
      <Toast.Content className="flex items-start gap-2 py-2 ps-4 pe-2">
        <div className="min-w-0 flex-1 py-1.5">
          <Toast.Title render={<p />} className="text-table font-medium" />
          <Toast.Description className="text-table text-muted" />
        </div>
        <Toast.Action className={buttonClass("quiet", "text-accent! font-medium")} />
        <Toast.Close className={buttonClass("quiet", "w-8 px-0!")} aria-label={t("dismiss")}>
          <X size={16} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
