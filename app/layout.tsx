import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./base.css";
import { LanguageProvider } from "#components/shell/language.tsx";
import { PlainStyles } from "#components/ui/PlainStyles.tsx";
import { ToastProvider } from "#components/ui/Toast.tsx";
import { currentLanguage, currentText, currentTheme } from "#lib/i18n/next.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await currentText();
  return {
    title: { default: t("app.name"), template: `%s · ${t("app.name")}` },
    description: t("app.description"),
    robots: { index: false, follow: false },
    icons: { icon: "/icons/mark.svg", apple: "/icons/mark-180.png" },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default async function Layout({ children }: { children: ReactNode }) {
  const [language, theme, t] = await Promise.all([currentLanguage(), currentTheme(), currentText()]);
  return (
    <html lang={language} data-theme={theme}>
      <body>
        <LanguageProvider language={language}>
          <PlainStyles>
            <ToastProvider>
              <div className="root">
                <a className="skip" href="#content">
                  {t("app.skip")}
                </a>
                {children}
              </div>
            </ToastProvider>
          </PlainStyles>
        </LanguageProvider>
      </body>
    </html>
  );
}
