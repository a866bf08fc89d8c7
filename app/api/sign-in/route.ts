import { cookies } from "next/headers";
import { cast, demoPassword } from "@/db/cast";
import { isOurs, signInPage } from "@/lib/auth";
import { config } from "@/lib/config.mjs";
import { keepTyped } from "@/lib/cookies";
import { isDemo } from "@/lib/demo";
import { Refusal } from "@/lib/domain/refusal";
import { logFault } from "@/lib/fault";
import { notOurs, ownForm, see } from "@/lib/own-form";

/** The sign-in of a page without its scripts: a plain form comes in, a redirect goes out. */
export async function POST(request: Request): Promise<Response> {
  const text = await ownForm(request);
  if (!text) return notOurs();
  const asked = text("next");
  const next = asked.startsWith("/") && isOurs(asked, config().url) ? asked : "";
  const back = async (more: Record<string, string>) => {
    keepTyped(await cookies(), text("email"));
    return see(`/sign-in?${new URLSearchParams({ ...more, ...(next ? { next } : {}) })}`);
  };
  try {
    const code = text("code").replace(/\s/g, "");
    const person = isDemo() ? cast.find(({ key }) => key === text("key")) : undefined;
    const input = person
      ? { login: person.email, password: demoPassword }
      : { login: text("email"), password: text("password"), ...(code ? { code } : {}) };
    return (await signInPage(input)) === "needs-code" ? await back({ step: "code" }) : see(next || "/");
  } catch (error) {
    if (!(error instanceof Refusal)) logFault(error, { method: "POST", url: "/api/sign-in" });
    return await back({ error: error instanceof Refusal ? error.code : "error" });
  }
}
