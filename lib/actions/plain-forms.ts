import "server-only";
import { nobody } from "../actors";
import { currentActor, from, signInPage, signOutPage } from "../auth";
import { forgetSecret, keepSecretOf } from "../open-letter";
import { createAccount } from "../operations/accounts";
import { acceptCollaboration, rejectCollaboration } from "../operations/collaborations";
import { perform } from "../operations/perform";

type Text = (name: string) => string;

/** What an invitation's pages do without their scripts: each takes a plain form and says where to go on; `back` is where a refusal is told. */
export const invitationForms: Record<string, { act(text: Text): Promise<string>; back: string }> = {
  open: {
    back: "/invitation",
    act: async (text) => {
      await keepSecretOf(text("link"));
      return "/invitation";
    },
  },
  answer: {
    back: "/invitations",
    act: async (text) => {
      const actor = await currentActor();
      if (!actor) return "/sign-in?next=/invitations";
      const accepts = text("answer") === "accept";
      await perform(accepts ? acceptCollaboration : rejectCollaboration, actor, { id: Number(text("id")) });
      await forgetSecret();
      return accepts ? "/shared" : "/invitations";
    },
  },
  register: {
    back: "/invitation",
    act: async (text) => {
      const password = text("password");
      const input = { key: text("key"), password, name: text("name") };
      const { email } = await perform(createAccount, nobody(await from(), "page"), input);
      await signInPage({ login: email, password });
      return "/invitations";
    },
  },
  switch: {
    back: "/invitation",
    act: async () => {
      await signOutPage();
      return "/invitation";
    },
  },
};
