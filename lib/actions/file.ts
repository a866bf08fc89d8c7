import "server-only";
import { currentActor } from "../auth";
import type { Actor } from "../domain/actor";
import { Refusal } from "../domain/refusal";

/** What is saved as a file: its media type, its name, and what is in it. */
export type Saved = { type: string; name: string; body: BodyInit };

/** An answer that the browser of whoever is signed in saves as a file; a refusal is its text, with its status. */
export async function fileFor(make: (actor: Actor) => Promise<Saved>): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response("user not authenticated", { status: 401 });
  try {
    const { type, name, body } = await make(actor);
    return new Response(body, {
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = error.code === "forbidden" ? 403 : error.code === "not-found" ? 404 : 400;
    return new Response(error.message, { status });
  }
}
