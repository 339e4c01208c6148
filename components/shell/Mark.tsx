/** The product's own sign: a lighthouse and its beam, in the colour of the text around it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="currentColor" aria-hidden="true">
      <path d="M12 9.2 1 4.6v7.8l11-.8zM20 9.2l11-4.6v7.8l-11-.8z" opacity=".45" />
      <path d="M16 1.5 11.4 6h9.2zM12.2 7h7.6v5.2h-7.6zM11 13.2h10V15H11z" />
      <path d="M12.4 16h7.2l.7 4.2h-8.6zM11.5 21.4h9l.7 4.2H10.8zM10.6 26.8h10.8l.5 3.7H10.1z" />
    </svg>
  );
}
