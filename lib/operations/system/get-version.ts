import { z } from "zod";
import { operation } from "../operation";
import { anyone } from "../verdict";

export const getVersion = operation({
  method: "system.service.GetVersion",
  kind: "read",
  anyone: true,
  summary: "Tell which version answers.",
  input: z.object({}),
  output: z.strictObject({ version: z.string() }),
  load: async () => ({}),
  allow: anyone,
  handle: async () => ({ version: "8.4.1" }),
});
