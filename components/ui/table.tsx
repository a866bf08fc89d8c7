import type { ComponentProps, ReactNode } from "react";

/** A ledger: hairlines, no boxes. On a phone the columns marked `wide` go, and the first cell says their words in a second line. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <table aria-label={label} className="w-full border-collapse text-start text-table">
      {children}
    </table>
  );
}

/** Where not all columns fit, they scroll in a frame of their own, and the page stays. */
export function Wide({ children }: { children: ReactNode }) {
  return <div className="relative sm:-m-1 sm:overflow-x-auto sm:p-1">{children}</div>;
}

const wideClass = (wide: boolean) => (wide ? "max-sm:hidden" : "");

type Cell = { wide?: boolean; end?: boolean };

export function Head({ children }: { children: ReactNode }) {
  return (
    <thead className="max-sm:sr-only">
      <tr className="border-b border-line">{children}</tr>
    </thead>
  );
}

export function Column({ wide = false, end = false, children }: Cell & { children?: ReactNode }) {
  return (
    <th
      scope="col"
      className={`h-8 pe-4 text-label font-medium whitespace-nowrap text-muted last:pe-0 ${end ? "text-end" : "text-start"} ${wideClass(wide)}`}
    >
      {children}
    </th>
  );
}

export function Row({ children, ...rest }: ComponentProps<"tr">) {
  return (
    <tr {...rest} className="border-b border-line align-top hover:bg-sunken">
      {children}
    </tr>
  );
}

export function Cell({
  wide = false,
  end = false,
  heads = false,
  className = "",
  children,
}: Cell & { heads?: boolean; className?: string; children?: ReactNode }) {
  const look = `py-2.5 pe-4 last:pe-0 ${end ? "text-end" : ""} ${wideClass(wide)} ${className}`;
  return heads ? (
    <th scope="row" className={look}>
      {children}
    </th>
  ) : (
    <td className={look}>{children}</td>
  );
}
