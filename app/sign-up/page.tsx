import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Plain } from "@/components/shell/plain";
import { SignUpForm } from "@/components/sign-in/account-forms";
import { config } from "@/lib/config.mjs";

export const metadata: Metadata = { title: "Sign up", robots: { index: false } };

export default function Page() {
  if (config().signup !== "open") notFound();
  return (
    <Plain>
      <h1 className="text-title font-semibold">Make an account</h1>
      <p className="text-muted">
        An account lets you share environments with others, and use what they share with you.
      </p>
      <SignUpForm />
    </Plain>
  );
}
