import type { Metadata } from "next";
import { Plain } from "@/components/shell/plain";
import { ActivateForm } from "@/components/sign-in/account-forms";

export const metadata: Metadata = { title: "Open your account", robots: { index: false } };

export default function Page() {
  return (
    <Plain>
      <h1 className="text-title font-semibold">Open your account</h1>
      <p className="text-muted">You came here from a letter. Your password is what is missing.</p>
      <ActivateForm />
    </Plain>
  );
}
