"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Called, call, whyNot } from "#components/shell/call.ts";
import { useLanguage } from "#components/shell/language.tsx";
import { useToast } from "#components/ui/Toast.tsx";

/** Asks the server for one thing at a time, says how it went, and shows the page anew. */
export function useAsk() {
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [working, setWorking] = useState(false);

  async function ask<T>(path: string, body: unknown, done: (value: T) => string): Promise<Called<T>> {
    setWorking(true);
    const answer = await call<T>("POST", path, body);
    setWorking(false);
    if (answer.ok) say.done(done(answer.value));
    else say.refused(whyNot(language, answer));
    router.refresh();
    return answer;
  }

  return { ask, working };
}
