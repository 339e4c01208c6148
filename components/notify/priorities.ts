"use client";
import { useText } from "#components/shell/language.tsx";
import type { Option } from "#components/ui/Select.tsx";

/** "Từ P3 Trung bình": the least urgent that is wanted. */
export function usePriorityOptions(): Option<string>[] {
  const t = useText();
  return ([1, 2, 3, 4] as const).map((priority) => ({
    value: `${priority}`,
    label: `${t("notify.minPriority")} P${priority} ${t(`priority.${priority}`)}`,
  }));
}
