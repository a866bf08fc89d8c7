import type { ReactNode } from "react";
import { Explained } from "./explained";

/**
 * The head of a page: its name, one sentence of what it is for, and what can be begun here. A plain sentence can be put away;
 * `about` names it then, where the address does not. `aside`: on a phone the page stands for something of its own, and only its
 * name is left.
 */
export function PageHead({
  title,
  says,
  about,
  aside = false,
  children,
}: {
  title: ReactNode;
  says?: ReactNode;
  about?: string;
  aside?: boolean;
  children?: ReactNode;
}) {
  const phone = aside ? "max-md:hidden" : "";
  return (
    <header className={`mb-6 flex flex-wrap items-start gap-x-4 gap-y-3 ${aside ? "max-md:mb-2" : ""}`}>
      <div className="min-w-0 flex-1 basis-80">
        <h1 tabIndex={-1} className="text-title font-semibold break-words outline-none">
          {title}
        </h1>
        {says &&
          (typeof says === "string" ? (
            <div className={phone}>
              <Explained about={about}>{says}</Explained>
            </div>
          ) : (
            <p className="max-w-prose text-muted">{says}</p>
          ))}
      </div>
      {children && <div className={`flex flex-wrap gap-2 ${phone}`}>{children}</div>}
    </header>
  );
}

export function Section({ title, children, aside }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="mb-8">
      <div className="mb-1 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 className="text-body font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Nothing here yet: what would be, and the one next step. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 border-y border-line py-10">
      <div className="max-w-prose">
        <p className="font-medium">{title}</p>
        <p className="text-muted">{children}</p>
      </div>
      {action}
    </div>
  );
}
