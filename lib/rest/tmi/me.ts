import { getClientSettings, setClientSettings } from "../../operations/access";
import { perform } from "../../operations/perform";
import { signout } from "../../operations/tokens";
import { principalOf } from "../../principal";
import { type Asked, type Handler, json, nothing } from "./asked";
import { change } from "./change";
import { noCookies } from "./cookies";
import { readObject } from "./json";
import { userOf } from "./people";

/** Who the caller is. Nobody here administers or reviews for all: rights come from what others share. */
export const whoAmI: Handler = ({ actor, profile }) => {
  const user = userOf(actor, profile);
  return json(profile === "1.0.0" ? user : { ...user, is_admin: false, is_security_reviewer: false, groups: [] });
};

export const userinfo: Handler = ({ actor, profile }) => {
  const { provider, provider_id, display_name, email } = principalOf(actor);
  const claims = { sub: provider_id, email, name: display_name, idp: provider, groups: [] };
  return json(profile === "1.0.0" ? { ...claims, id: uuidOf(actor.uid) } : claims);
};

/** The account's number in the shape of a UUID (version 8): the old generation knows its users by one. */
function uuidOf(uid: number): string {
  const hex = uid.toString(16).padStart(16, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8000-8000-00000000${hex.slice(12)}`;
}

export const logout: Handler = async ({ actor }) => {
  await perform(signout, actor, {});
  return { ...nothing(), cookies: noCookies() };
};

export const preferences: Handler = async ({ actor }) => json((await perform(getClientSettings, actor, {})).settings);

const keep =
  (status: number): Handler =>
  async (asked: Asked) => {
    const settings = readObject(asked.request.body);
    return change(asked, setClientSettings, { settings }, () => json(settings, status));
  };

export const addPreferences = keep(201);
export const setPreferences = keep(200);
