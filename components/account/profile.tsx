"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type MyAccount, setName } from "@/lib/actions/pages";
import { accountKey } from "./queries";

/** My name, as everybody I work with reads it, and my address. */
export function Profile({ account }: { account: MyAccount }) {
  const t = useTranslations("account");
  const tell = useTell();
  const router = useRouter();
  const back = useAct(setName, { stale: [accountKey], done: () => router.refresh() });
  const { run, pending, errors } = useAct(setName, {
    stale: [accountKey],
    done: (_, { name }) => {
      forgetDraft("profile");
      const before = account.name;
      tell(t("nameSaved", { name }), undefined, before ? { undo: () => back.run({ name: before }) } : {});
      // The frame says it, too.
      router.refresh();
    },
  });
  return (
    <Form errors={errors} keep="profile" onSubmit={(form) => run({ name: String(form.get("name") ?? "") })}>
      <TextField
        key={account.name}
        label={t("name")}
        name="name"
        maxLength={255}
        autoComplete="name"
        defaultValue={account.name}
      />
      <TextField
        label={t("email")}
        type="email"
        value={account.email}
        readOnly
        autoComplete="email"
        className="bg-sunken! text-muted!"
        hint={t("emailHint")}
      />
      <Button type="submit" look="primary" className="self-start" pending={pending}>
        {t("saveName")}
      </Button>
    </Form>
  );
}
