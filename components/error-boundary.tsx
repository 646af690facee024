import {Component} from 'react';
import type {ReactNode} from 'react';

export type ErrorBoundaryProps = {
  readonly onError: (error: unknown) => void;
  readonly children: ReactNode;
};

/** Hands on what a component throws: Ink loses an error of the very first render. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, {readonly hasFailed: boolean}> {
  override state = {hasFailed: false};

  static getDerivedStateFromError(): {readonly hasFailed: boolean} {
    return {hasFailed: true};
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? undefined : this.props.children;
  }
}
