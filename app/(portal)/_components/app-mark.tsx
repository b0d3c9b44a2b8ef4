import {
  AppWindow,
  Banknote,
  Boxes,
  Briefcase,
  Building2,
  CalendarDays,
  Car,
  ChartColumn,
  ClipboardList,
  CreditCard,
  FileText,
  Gift,
  GraduationCap,
  Handshake,
  HeartPulse,
  House,
  IdCard,
  KeyRound,
  Laptop,
  LifeBuoy,
  Mail,
  Megaphone,
  Package,
  Palmtree,
  Phone,
  Plane,
  Receipt,
  RefreshCcw,
  Scale,
  ShieldCheck,
  ShoppingCart,
  Siren,
  Truck,
  Undo2,
  UserPlus,
  Users,
  Wrench,
  type LucideIcon,
} from 'lucide-react'
import { toneOf } from '#components/ui/avatar.tsx'
import { cn } from '#components/ui/cn.ts'

/** Icons that an app may name, as Lucide calls them. Drawn on the server only: none of them is in the browser's bundle. */
const icons: Readonly<Record<string, LucideIcon>> = {
  'app-window': AppWindow,
  banknote: Banknote,
  boxes: Boxes,
  briefcase: Briefcase,
  'building-2': Building2,
  'calendar-days': CalendarDays,
  car: Car,
  'chart-column': ChartColumn,
  'clipboard-list': ClipboardList,
  'credit-card': CreditCard,
  'file-text': FileText,
  gift: Gift,
  'graduation-cap': GraduationCap,
  handshake: Handshake,
  'heart-pulse': HeartPulse,
  house: House,
  'id-card': IdCard,
  'key-round': KeyRound,
  laptop: Laptop,
  'life-buoy': LifeBuoy,
  mail: Mail,
  megaphone: Megaphone,
  package: Package,
  palmtree: Palmtree,
  phone: Phone,
  plane: Plane,
  receipt: Receipt,
  'refresh-ccw': RefreshCcw,
  scale: Scale,
  'shield-check': ShieldCheck,
  'shopping-cart': ShoppingCart,
  siren: Siren,
  truck: Truck,
  'undo-2': Undo2,
  'user-plus': UserPlus,
  users: Users,
  wrench: Wrench,
}

interface AppMarkProps {
  name: string
  icon: string | undefined
  /** Address of the app's own picture. */
  thumbnail: string | undefined
  className?: string
}

/** The picture of an app; else its icon, or the first letter of its name, on the colour that belongs to the name. */
export function AppMark({ name, icon, thumbnail, className }: AppMarkProps) {
  if (thumbnail !== undefined)
    return <img src={thumbnail} alt="" className={cn('size-9 shrink-0 rounded-sm object-cover', className)} />
  const Icon = icon ? icons[icon] : undefined
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex size-9 shrink-0 items-center justify-center rounded-sm text-md font-semibold',
        toneOf(name),
        className,
      )}
    >
      {Icon ? <Icon className="size-5" /> : (Array.from(name.trim())[0] ?? '').toUpperCase()}
    </span>
  )
}
