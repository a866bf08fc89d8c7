import type { Metadata } from "next";
import { Plain } from "@/components/shell/plain";
import { RecoverForm } from "@/components/sign-in/account-forms";

export const metadata: Metadata = { title: "Recover your account", robots: { index: false } };

export default function Page() {
  return (
    <Plain>
      <h1 className="text-title font-semibold">Recover your account</h1>
      <p className="text-muted">Say your address, and a letter brings a link with which you choose a new password.</p>
      <RecoverForm />
    </Plain>
  );
}
