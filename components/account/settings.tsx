"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { PageHead } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { FirstStepsAgain } from "./first-steps-again";
import { Look } from "./look";
import { Part } from "./part";
import { Password } from "./password";
import { Profile } from "./profile";
import { accountKey, readAccount } from "./queries";
import { SignIns } from "./sign-ins";
import { TwoFactor } from "./two-factor";

/** Who I am, how Confer looks for me, and how I sign in. */
export function Settings() {
  const t = useTranslations("account");
  const account = useRead(accountKey, readAccount);
  const { data } = account;
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="account" />
      <Shown of={account} what={t("what")} isEmpty={false} empty={null} rows={6}>
        {data && (
          <>
            <Part title={t("profile")} says={t("profileSays")}>
              <Profile account={data} />
            </Part>
            <Part title={t("look")} says={t("lookSays")}>
              <Look />
            </Part>
            <Part title={t("password")} says={t("passwordSays")}>
              <Password account={data} />
            </Part>
            <Part title={t("twoFactor")} says={t("twoFactorSays")}>
              <TwoFactor on={data.twoFactor} />
            </Part>
            <Part title={t("signIns")} says={t("signInsSays")}>
              <SignIns />
            </Part>
            {data.providers.length > 0 && (
              <Part title={t("providers")} says={t("providersSays")}>
                <ul className="divide-y divide-line border-y border-line text-table">
                  {data.providers.map(({ id, name, linked }) => (
                    <li key={id} className="flex justify-between gap-4 py-2.5">
                      <span className="font-medium">{name}</span>
                      <span className="text-muted">{linked ? t("linked") : t("notLinked")}</span>
                    </li>
                  ))}
                </ul>
              </Part>
            )}
            <FirstStepsAgain />
          </>
        )}
      </Shown>
    </>
  );
}
