import type { useTranslations } from "next-intl";
import { announce } from "@/components/ui/announce";
import { download } from "@/components/ui/download";
import type { useTell } from "@/components/ui/toast";
import { getMemberCsv, type MemberFilter } from "@/lib/actions/pages";

/** Saves these members as a table, and says how many they are or why not. */
export async function takeTable(
  filter: MemberFilter | { ids: number[] },
  t: ReturnType<typeof useTranslations<"members">>,
  tell: ReturnType<typeof useTell>,
): Promise<void> {
  const answer = await getMemberCsv(filter);
  if (!answer.ok) return tell(t("exportFailed"), answer.message);
  download("members.csv", "text/csv;charset=utf-8", answer.value.csv);
  announce(t("exported", { n: answer.value.rows }));
}
