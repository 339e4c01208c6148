import style from "./SeverityList.module.css";

type Step = { step: 0 | 1 | 2 | 3 | 4; name: string; count: number };

/** Steps of bars, like a signal's strength: the height says the severity, the colour only repeats it. */
export function SeverityList({ steps }: { steps: readonly Step[] }) {
  return (
    <span className={style.list}>
      {steps.map(({ step, name, count }) => (
        <span key={step} className={style.step} data-step={step} data-any={count > 0}>
          <span className={style.mark} aria-hidden="true">
            {[1, 2, 3, 4].map((bar) => (
              <i key={bar} data-on={bar <= step} />
            ))}
          </span>
          <span className={style.name}>{name}</span>
          <span className="figures">{count}</span>
        </span>
      ))}
    </span>
  );
}
