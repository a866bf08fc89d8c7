import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { notFound } from "../../domain/refusal";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { selfWire } from "../wire/people";
import { userShape } from "../wire/shapes";

export const getUserInfo = operation({
  method: "users.account.GetUserInfo",
  kind: "read",
  scope: "self",
  summary: "Tell who one is.",
  input: z.object({}),
  output: z.strictObject({
    accessType: z.literal("FULL_ACCESS"),
    authConfig: userShape.shape.authConfig,
    authType: userShape.shape.authType,
    data: z.strictObject({ lang: z.string() }),
    email: z.string(),
    name: z.string(),
    status: z.enum(["ENABLED", "SUSPENDED"]),
    uid: z.number().int(),
  }),
  load: async ({ db, owner }) => {
    const account = await findAccount(db, owner);
    if (!account) throw notFound("account");
    return account;
  },
  allow: theirOwn,
  handle: async ({ facts: account }) => {
    const { authConfig, authType } = selfWire({
      uid: account.owner_uid,
      email: account.email_shown,
      name: account.name,
      status: account.status,
      twoFactor: account.totp_secret !== null,
    });
    return {
      accessType: "FULL_ACCESS" as const,
      authConfig,
      authType,
      data: { lang: account.lang },
      email: account.email_shown,
      name: account.name,
      status: account.status === "ACTIVE" ? ("ENABLED" as const) : ("SUSPENDED" as const),
      uid: account.owner_uid,
    };
  },
});
