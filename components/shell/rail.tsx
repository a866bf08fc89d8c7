import { getTranslations } from "next-intl/server";
import { Link } from "@/components/ui/link";
import { Mark } from "./mark";
import { PageLink, RailLine } from "./page-link";
import { isOwn, parts } from "./pages";
import { Waiting } from "./waiting";
import { WhoseAccount } from "./whose-account";

/** The pages by part. The sheet of a phone has the name in its head already. */
export async function Rail({ demo, viewed }: { demo: boolean; viewed: boolean }) {
  const t = await getTranslations("shell");
  return (
    <nav aria-label={t("pages")} className="flex h-full flex-col gap-5 overflow-y-auto p-3">
      <Link href="/" className="flex h-8 items-center gap-2 rounded-md px-2 font-semibold max-sm:hidden">
        <Mark />
        Confer
      </Link>
      <WhoseAccount />
      {parts({ demo }).map(({ title, links }) => (
        <div key={title} className="has-[ul:empty]:hidden">
          <p className="px-2 pb-1 text-label text-muted">{t(title)}</p>
          <ul>
            {links.map(({ href, word, icon: Icon, waiting }) => (
              <RailLine key={href} hidden={viewed && isOwn(href)}>
                <PageLink href={href} ownersAlone={ownersAlone[href]}>
                  <Icon size={16} aria-hidden className="flex-none text-muted" />
                  <span className="flex-1">{t(word)}</span>
                  {waiting && <Waiting of={waiting} />}
                </PageLink>
              </RailLine>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** A delegate has no way into these (vap.md A.1). */
const ownersAlone: Readonly<Record<string, string>> = { "/teams": "users.team.Create" };
