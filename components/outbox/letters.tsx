import { Tag } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { Fold } from "@/components/ui/fold";
import { Empty, PageHead } from "@/components/ui/page";
import { Day } from "@/components/words/day";
import type { ShownLetter } from "@/lib/actions/pages";

/** Letters as their reader sees them. The demo has no mailboxes. */
export function Letters({ letters }: { letters: ShownLetter[] }) {
  return (
    <>
      <PageHead
        title="Outbox"
        says="Only in the demo: letters written in your name or sent to you, as their reader sees them."
      />
      {letters.length === 0 ? (
        <Empty title="No letters yet.">Invite somebody, and the invitation appears here.</Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {letters.map((letter) => (
            <li key={letter.id}>
              <Fold
                line={
                  <>
                    <span className="min-w-0 flex-1 basis-60 font-medium break-words">
                      {letter.subject} {letter.mine && <Tag>to you</Tag>}
                    </span>
                    <span className="break-all text-muted">to {letter.to}</span>
                    <span className="text-muted">
                      <Day at={letter.at} />
                    </span>
                  </>
                }
              >
                <article
                  className="mb-5 max-w-[560px] border border-line bg-raised p-6 sm:p-8"
                  aria-label={letter.subject}
                >
                  <Body text={letter.text} />
                </article>
              </Fold>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Paragraphs; a line ending in a colon before an address is its button. */
function Body({ text }: { text: string }) {
  const lines = text.split("\n");
  return lines.map((line, n) => {
    const address = lines[n + 1] ?? "";
    if (line === "" || isAddress(line)) return null;
    if (line.endsWith(":") && isAddress(address)) {
      return (
        <p key={line} className="my-5">
          <a className={buttonClass("primary", "h-10")} href={here(address)}>
            {line.slice(0, -1)}
          </a>
        </p>
      );
    }
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a letter never changes
      <p key={n} className="mb-3 break-words last:mb-0">
        {line}
      </p>
    );
  });
}

const isAddress = (line: string): boolean => /^https?:\/\/\S+$/.test(line);

/** Our own address, under whichever name the house is visited. */
function here(address: string): string {
  const { pathname, search, hash } = new URL(address);
  return `${pathname}${search}${hash}`;
}
