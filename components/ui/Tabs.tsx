"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import style from "./Tabs.module.css";

export type Tab = { id: string; title: ReactNode; content: ReactNode };

export function Tabs({ tabs, first }: { tabs: Tab[]; first?: string }) {
  return (
    <Base.Root defaultValue={first ?? tabs[0]?.id} className={style.root}>
      <Base.List className={style.list}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={style.tab}>
            {tab.title}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={style.panel}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
