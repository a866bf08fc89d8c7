import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { directionOf } from "@/lib/domain/language";
import { lookCookie, lookIn } from "@/lib/domain/look";
import { currentLanguage } from "@/lib/language";
import { fonts } from "./fonts";
import "./globals.css";
import { Providers } from "./providers";

// Every page is made for one request: its scripts carry that request's nonce.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: { default: "Confer", template: "%s · Confer" }, description: t("about") };
}

/** The bar of a phone's browser has the colour of the page. */
export async function generateViewport(): Promise<Viewport> {
  const { theme } = await currentLook();
  const grounds = { light: "#fdfcfa", dark: "#131418" };
  const bySystem = (["light", "dark"] as const).map((one) => ({
    media: `(prefers-color-scheme: ${one})`,
    color: grounds[one],
  }));
  return { themeColor: theme === "system" ? bySystem : grounds[theme] };
}

const currentLook = async () => lookIn((await cookies()).get(lookCookie)?.value);

export default async function Layout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const language = await currentLanguage();
  const direction = directionOf(language);
  const { theme, palette } = await currentLook();
  const { shell, ui, words } = await getMessages();
  return (
    <html
      lang={language === "xx" ? "en-XA" : language}
      dir={direction}
      data-theme={theme}
      data-palette={palette}
      className={fonts}
    >
      <body>
        <NextIntlClientProvider messages={{ shell, ui, words }}>
          <Providers nonce={nonce} direction={direction}>
            {children}
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
