import { z } from "zod";
import { invalid } from "../../domain/refusal";
import * as field from "../fields";

const looks = z.object({ color: field.text(32).optional(), icon: field.text(255).optional() });

/** How a group looks, from the platform's `data` argument; other keys are ignored. Refuses `invalid [data]`. */
export function readLooks(data: unknown): { color?: string; icon?: string } {
  const parsed = looks.safeParse(data ?? {});
  if (!parsed.success) throw invalid("data", "an object with color and icon");
  const { color, icon } = parsed.data;
  return { ...(color === undefined ? {} : { color }), ...(icon === undefined ? {} : { icon }) };
}
