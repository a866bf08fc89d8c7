import type { ReactNode } from "react";
import "./globals.css";

// Every page is made for one request: its scripts carry that request's nonce.
export const dynamic = "force-dynamic";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
