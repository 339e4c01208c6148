"use client";
import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "./Button.tsx";
import style from "./Toast.module.css";

/** Puts short messages in the corner; a refusal stays until it is closed. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider timeout={5_000} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className={style.viewport}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

export type Say = { done(title: string): void; refused(title: string, why?: string): void };

export function useToast(): Say {
  const { add } = Base.useToastManager();
  return {
    done: (title) => add({ title, type: "done" }),
    refused: (title, why) => add({ title, description: why, type: "refused", timeout: 0, priority: "high" }),
  };
}

function Toasts() {
  const t = useText();
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={style.toast} data-kind={toast.type}>
      <Base.Content className={style.content}>
        {toast.type === "refused" ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
        <div className={style.words}>
          <Base.Title className={style.title} />
          <Base.Description className={style.why} />
        </div>
        <Base.Close
          render={
            <Button look="quiet" icon aria-label={t("app.close")}>
              <X aria-hidden />
            </Button>
          }
        />
      </Base.Content>
    </Base.Root>
  ));
}
