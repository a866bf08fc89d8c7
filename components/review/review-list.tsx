"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { openInAddress, useAddress } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { CircleCheck, CircleDashed, ListChecks } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { Empty, PageHead } from "@/components/ui/page";
import { Shown, useForced } from "@/components/ui/states";
import { Cell, Column, Head, Row, Table } from "@/components/ui/table";
import { useOf } from "@/components/words/acting";
import { Day } from "@/components/words/day";
import { type ReviewHead, readReviews, reviewsKey } from "./queries";
import { useReviewWords } from "./words";

const StartReview = later(async () => (await import("./start-review")).StartReview);

/** The reviews of who has access, the newest first. */
export function ReviewList() {
  const t = useTranslations("review");
  const of = useOf();
  const address = useAddress();
  const forced = useForced();
  const read = useRead(reviewsKey, () => readReviews(of));
  const all = read.data ?? [];
  const start = () => openInAddress("start", "new");
  useCommands([{ id: "startReview", word: t("start"), keys: "c", icon: ListChecks, run: start }]);
  const button = (
    <Button look="primary" onClick={start}>
      <ListChecks size={16} aria-hidden /> {t("start")}
    </Button>
  );
  const isEmpty = read.data?.length === 0;
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="review">
        {!isEmpty && forced !== "empty" && button}
      </PageHead>
      <Shown
        of={read}
        what={t("what")}
        isEmpty={isEmpty}
        empty={
          <Empty title={t("emptyTitle")} action={button}>
            {t("emptySays")}
          </Empty>
        }
        rows={4}
      >
        <Table label={t("title")}>
          <Head>
            <Column>{t("columnBegun")}</Column>
            <Column wide>{t("columnBy")}</Column>
            <Column wide>{t("columnAbout")}</Column>
            <Column>{t("columnState")}</Column>
          </Head>
          <tbody>
            {all.map((review) => (
              <ReviewRow key={review.id} review={review} />
            ))}
          </tbody>
        </Table>
      </Shown>
      <StartReview open={address.get("start") === "new"} onClose={() => address.close("start")} />
    </>
  );
}

function ReviewRow({ review }: { review: ReviewHead }) {
  const t = useTranslations("review");
  const { scopeOf } = useReviewWords();
  const { id, startedAt, startedBy, endedAt, lines, decided, kept, removing } = review;
  return (
    <Row data-row={id}>
      <Cell heads className="text-start font-medium">
        <Link href={`/review/${id}`} className="text-accent hover:underline">
          <Day at={startedAt} />
        </Link>
        <span className="block text-label font-normal text-muted first-letter:uppercase sm:hidden">
          {scopeOf(review)}
        </span>
      </Cell>
      <Cell wide>
        <bdi>{startedBy}</bdi>
      </Cell>
      <Cell wide className="break-words">
        <span className="block first-letter:uppercase">{scopeOf(review)}</span>
      </Cell>
      <Cell>
        {endedAt ? (
          <Badge tone="allow" icon={CircleCheck}>
            {t("finished")}
          </Badge>
        ) : (
          <Badge tone="wait" icon={CircleDashed}>
            {t("open")}
          </Badge>
        )}
        <span className="block text-label text-muted">
          {endedAt ? t("sumShort", { lines, kept, removing }) : t("progress", { n: decided, of: lines })}
        </span>
      </Cell>
    </Row>
  );
}
