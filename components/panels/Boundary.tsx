"use client";
import { Component, type ReactNode } from "react";

type Props = { children: ReactNode; fallback(error: unknown, retry: () => void): ReactNode };
type State = { error: unknown; failed: boolean };

/** After this it tries again by itself: nobody walks up to a wall with a mouse. */
const RETRY_MS = 30_000;

/** One panel's error stays in that panel. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null, failed: false };
  private timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override componentDidCatch(): void {
    this.timer = setTimeout(this.retry, RETRY_MS);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer);
  }

  private readonly retry = () => {
    clearTimeout(this.timer);
    this.setState({ error: null, failed: false });
  };

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(this.state.error, this.retry) : this.props.children;
  }
}
