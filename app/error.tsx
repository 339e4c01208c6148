"use client";
import { useText } from "#components/shell/language.tsx";
import { Notice } from "#components/shell/Notice.tsx";
import { Button } from "#components/ui/Button.tsx";

type Props = { error: unknown; retry(): void };

export default function ErrorPage({ error, retry }: Props) {
  const t = useText();
  const code = (error as { digest?: string } | null)?.digest;
  return (
    <Notice title={t("error.title")} body={t("error.body")}>
      <Button look="solid" onClick={retry}>
        {t("app.retry")}
      </Button>
      {code && <span>{t("error.code", { code })}</span>}
    </Notice>
  );
}
