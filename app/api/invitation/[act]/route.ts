import { invitationForms } from "@/lib/actions/plain-forms";
import { Refusal } from "@/lib/domain/refusal";
import { logFault } from "@/lib/fault";
import { notOurs, ownForm, see } from "@/lib/own-form";

type Context = { params: Promise<{ act: string }> };

/** What an invitation's pages do without their scripts: a plain form comes in, a redirect goes out. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { act: name } = await params;
  const found = Object.hasOwn(invitationForms, name) ? invitationForms[name] : undefined;
  if (!found) return new Response(null, { status: 404 });
  const text = await ownForm(request);
  if (!text) return notOurs();
  try {
    return see(await found.act(text));
  } catch (error) {
    if (!(error instanceof Refusal)) logFault(error, { method: "POST", url: `/api/invitation/${name}` });
    return see(`${found.back}?refused=${error instanceof Refusal ? error.code : "error"}`);
  }
}
