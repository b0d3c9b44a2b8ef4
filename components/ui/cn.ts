import { clsx, type ClassValue } from 'clsx'

/** Joins class names; falsy ones drop out. Later ones do not override earlier ones: give a component's caller layout only. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes)
}
