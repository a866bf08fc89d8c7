"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { CircleMinus } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Failed, Skeleton } from "@/components/ui/states";
import { Why } from "@/components/ui/why";
import { useOf } from "@/components/words/acting";
import { MemberState } from "@/components/words/member-state";
import { AccessLine, SEES } from "./access-line";
import { pairKey, readPair } from "./queries";

type Props = { open: boolean; memberId: number; appid: string; onClose(): void };

/** What one person may do on one environment, and by which ways. */
export function PairPanel({ open, memberId, appid, onClose }: Props) {
  if (!memberId) return null;
  return <Opened key={`${memberId}.${appid}`} {...{ open, memberId, appid, onClose }} />;
}

function Opened({ open, memberId, appid, onClose }: Props) {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  const of = useOf();
  const read = useRead(pairKey(memberId, appid), () => readPair(memberId, appid, of));
  const { data } = read;
  const no = (read.error as { no?: { message: string } } | null)?.no;
  const values = { name: data?.name ?? "", environment: data?.environment.name ?? "" };
  return (
    <Panel open={open} onClose={onClose} title={data ? t("pairTitle", values) : t("whatPair")} says={data?.email} wide>
      {!data && !read.error && <Skeleton what={t("whatPair")} rows={2} />}
      {read.error && <Failed what={t("whatPair")} reason={no?.message} onRetry={() => void read.refetch()} />}
      {data && (
        <>
          <div className="mb-4 flex flex-col gap-1.5 text-body">
            {data.state !== "ACTIVE" && (
              <p>
                <MemberState state={data.state} />
              </p>
            )}
            <p>
              {data.ways.length === 0
                ? t("pairNone", values)
                : t(data.now ? "pairMay" : "pairWould", {
                    ...values,
                    methods: words("methods", { n: data.methods }),
                    n: data.changes,
                  })}
            </p>
            {data.denies && (
              <p>
                <Badge tone="deny" icon={CircleMinus}>
                  {t("pairDenies")}
                </Badge>
              </p>
            )}
          </div>
          <div className="mb-6 flex flex-wrap gap-2">
            <Link href={`/members/${data.memberId}`} className={buttonClass()}>
              {t("toMember", values)}
            </Link>
            <Button onClick={() => setAddress({ thing: `ENV:${appid}`, cell: null })}>
              {t("toEnvironment", values)}
            </Button>
            <Why
              question={{ memberId, resourceType: "ENV", resourceId: appid, serviceMethod: SEES, ...of }}
              label={words("whyOf", { name: data.name })}
            />
          </div>
          {data.ways.length > 0 && (
            <Section title={t("byWays")}>
              <ul className="divide-y divide-line border-y border-line">
                {data.ways.map((access) => (
                  <AccessLine key={access.collaborationId} access={access} place={data.environment} />
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </Panel>
  );
}
