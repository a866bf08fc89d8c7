import type { MethodChoice } from "@/components/words/method-picker";
import { resultOf } from "@/lib/actions/answer";
import { getTokenApiList, getTokens, getTokenTemplates } from "@/lib/actions/tokens";

export const tokensKey = ["tokens"] as const;

export type Token = {
  id: number;
  description: string;
  last4: string;
  ends: string;
  lastUsed: string;
  template: string;
  resources: string[];
  methods: string[];
};
export type Template = { name: string; methods: number };

export async function readTokens(): Promise<Token[]> {
  const { apiTokens } = await resultOf(getTokens({}));
  return apiTokens.map((token) => ({
    id: token.id,
    description: token.description,
    last4: token.last4,
    ends: token.expiresAt,
    lastUsed: token.lastUsed,
    template: token.tokenTemplate?.name ?? "",
    resources: token.resources,
    methods: token.apiListItems.map((item) => item.method),
  }));
}

export async function readTemplates(): Promise<Template[]> {
  const { templates } = await resultOf(getTokenTemplates({}));
  return templates.map(({ name, apiListItems }) => ({ name, methods: apiListItems.length }));
}

/** Every method a token can hold. */
export async function readTokenMethods(): Promise<MethodChoice[]> {
  const { tokenPermissions } = await resultOf(getTokenApiList({}));
  return tokenPermissions.map(({ method, isSafe }) => ({ name: method, isSafe }));
}
