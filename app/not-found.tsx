import type { Metadata } from "next";
import Link from "next/link";
import { Plain } from "@/components/shell/plain";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

/** The same words for what is not there and for what is not yours to know about (D4). */
export default function NotFound() {
  return (
    <Plain>
      <h1 className="text-title font-semibold">Not found</h1>
      <p className="text-muted">Nothing is at this address, or it is not shared with you.</p>
      <Link href="/" className={buttonClass("plain", "self-start")}>
        Go to Confer
      </Link>
    </Plain>
  );
}
