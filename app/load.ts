import "server-only";
import { notFound, redirect } from "next/navigation";
import { Refused } from "@/lib/actions/answer";

/**
 * What a page shows, read before it is drawn. Whoever is signed out goes to the sign-in and comes back; what is not there, or
 * not theirs to know about, is the same "not found" (D4).
 */
export async function load<T>(here: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.no.code === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(here)}`);
    if (error.no.code === "not-found" || error.no.code === "no-environment") notFound();
    throw new Error(error.no.message);
  }
}
