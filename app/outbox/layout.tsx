import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import Framed, { generateMetadata } from "@/app/framed";
import { Mark } from "@/components/shell/mark";
import { Link } from "@/components/ui/link";
import { currentActor } from "@/lib/auth";

export { generateMetadata };

/** In the frame of whoever is signed in; else by itself, with the way back to the sign-in. */
export default async function Layout({ children }: { children: ReactNode }) {
  if (await currentActor()) return <Framed>{children}</Framed>;
  const t = await getTranslations("outbox");
  return (
    <main className="mx-auto w-full max-w-[1080px] px-4 py-6 sm:px-8 sm:py-8">
      <p className="mb-8 flex items-center justify-between gap-4">
        <span className="flex items-center gap-2 font-semibold">
          <Mark /> Confer
        </span>
        <Link href="/sign-in" className="text-table text-accent">
          {t("back")}
        </Link>
      </p>
      {children}
    </main>
  );
}
