import { useTranslations } from "next-intl";
import { Fold } from "../ui/fold";

export { count } from "./count";

/** Methods by service, each service folded: `environment.control` 12. */
export function Methods({ names, open = false }: { names: readonly string[]; open?: boolean }) {
  const t = useTranslations("words");
  if (names.length === 0) return <p className="text-table text-muted">{t("nothing")}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {byService(names).map(([service, methods]) => (
        <li key={service}>
          <Fold
            open={open || undefined}
            line={
              <>
                <span className="font-mono break-all">{service}</span>
                <span className="text-muted">{methods.length}</span>
              </>
            }
          >
            <ul className="pb-2 ps-6">
              {methods.map((method) => (
                <li key={method} className="font-mono text-label break-all text-muted">
                  {shortName(method)}
                </li>
              ))}
            </ul>
          </Fold>
        </li>
      ))}
    </ul>
  );
}

export function byService(names: readonly string[]): [service: string, methods: string[]][] {
  const services = new Map<string, string[]>();
  for (const name of names) {
    const service = name.slice(0, name.lastIndexOf("."));
    const list = services.get(service);
    if (list) list.push(name);
    else services.set(service, [name]);
  }
  return [...services].sort(([a], [b]) => (a < b ? -1 : 1));
}

export const shortName = (method: string): string => method.slice(method.lastIndexOf(".") + 1);
