import type { ReactNode } from "react";
import style from "./StartList.module.css";

type Item = { href: string; icon: ReactNode; title: string; body: string };

export function StartList({ items }: { items: Item[] }) {
  return (
    <ul className={style.list}>
      {items.map((item) => (
        <li key={item.href}>
          <a className={style.item} href={item.href}>
            {item.icon}
            <span className={style.title}>{item.title}</span>
            <span className={style.body}>{item.body}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
