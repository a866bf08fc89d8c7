import type { ReactNode } from "react";
import { Frame } from "@/app/framed";

export { generateMetadata } from "@/app/framed";

/** The canvas is the page: it has the window for itself. */
export default function Layout({ children }: { children: ReactNode }) {
  return <Frame whole>{children}</Frame>;
}
