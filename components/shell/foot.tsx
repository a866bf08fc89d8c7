import { getTranslations } from "next-intl/server";
import { Initials } from "../words/person";
import { OwnMenu } from "./own-menu";

/** Who is signed in; how they like the pages, and the way out. */
export async function Foot({ name, email }: { name: string; email: string }) {
  const t = await getTranslations("shell");
  return (
    <section aria-label={t("signedInAs")} className="flex items-center gap-2 border-t border-line p-3">
      <Initials name={name || email} />
      <div className="min-w-0 flex-1 text-label">
        <p dir="auto" className="truncate font-medium rtl:text-end">
          {name || email}
        </p>
        <p dir="ltr" className="truncate text-muted rtl:text-end">
          {email}
        </p>
      </div>
      <OwnMenu label={t("settings")} />
    </section>
  );
}
