"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { buttonClass } from "./button";

export const ToastProvider = Toast.Provider;

/** Says what was done, for eyes and ears. `tell("Suspended.", "They lost access to 4 environments at once.")` */
export function useTell(): (title: string, description?: string) => void {
  const { add } = Toast.useToastManager();
  return (title, description) => void add({ title, ...(description ? { description } : {}) });
}

/** Where the latest few are shown; F6 leads here. */
export function ToastArea() {
  return (
    <Toast.Portal>
      <Toast.Viewport className="fixed inset-x-4 bottom-4 z-40 flex flex-col-reverse gap-2 sm:left-auto sm:w-[360px]">
        <Toasts />
      </Toast.Viewport>
    </Toast.Portal>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-md border border-line bg-raised shadow-float appear data-limited:hidden"
    >
      <Toast.Content className="flex items-start gap-2 py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1.5">
          <Toast.Title className="text-table font-medium" />
          <Toast.Description className="text-table text-muted" />
        </div>
        <Toast.Close className={buttonClass("quiet", "w-8 px-0!")} aria-label="Dismiss">
          <X size={16} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
