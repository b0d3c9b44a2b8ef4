'use client'

import { useQueryClient } from '@tanstack/react-query'
import { UserPlus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { useRemoval } from '#components/live/use-removal.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { RequestView } from '#server/requests/view.ts'

const AddFollower = later(() => import('./add-follower.tsx'))

interface FollowersProps {
  request: RequestView
  viewerId: string
}

/** Who hears what becomes of the request beside those who have to do with it. */
export function Followers({ request, viewerId }: FollowersProps) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const { id, followers, may, follows } = request
  const path = `/requests/${encodeURIComponent(id)}`
  const [asked, setAsked] = useState<boolean>()
  const refresh = () => client.invalidateQueries({ queryKey: [`/requests/${id}`] })
  const { trouble, isSure, isPending, remove } = useRemoval({ path: `${path}/followers`, onRemoved: refresh })
  if (followers.length === 0 && !may.follow && !may.share) return null
  const added = followers.some((person) => person.id === viewerId && person.added)
  return (
    <Section
      id="followers"
      title={t('followers')}
      actions={
        may.follow ? <FollowButton path={path} follows={follows} leaves={added} onChanged={refresh} /> : null
      }
    >
      {followers.length === 0 ? <p className="text-sm text-ink-soft">{t('noFollowers')}</p> : null}
      <ul className="space-y-1">
        {followers.map(({ id: personId, name }) => (
          <li key={personId} className="flex items-center gap-2.5 text-sm">
            <Avatar name={name} />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {may.share ? (
              <Button
                variant="ghost"
                size={isSure(personId) ? 'sm' : 'icon'}
                pending={isPending(personId)}
                aria-label={isSure(personId) ? undefined : t('takeOut', { name })}
                onClick={() => {
                  remove(personId)
                }}
              >
                {isSure(personId) ? t('reallyTakeOut') : <X aria-hidden />}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {may.share ? (
        <Button
          size="sm"
          onClick={() => {
            setAsked(true)
          }}
        >
          <UserPlus aria-hidden />
          {t('addPerson')}
        </Button>
      ) : null}
      {asked === undefined ? null : (
        <AddFollower
          open={asked}
          path={path}
          onClose={() => {
            setAsked(false)
          }}
          onAdded={refresh}
        />
      )}
    </Section>
  )
}

interface FollowButtonProps {
  path: string
  follows: boolean
  /** Whoever was added sees the request no more afterwards. */
  leaves: boolean
  onChanged(): Promise<void>
}

function FollowButton({ path, follows, leaves, onChanged }: FollowButtonProps) {
  const t = useTranslations('tracker')
  const router = useRouter()
  const [pending, setPending] = useState(false)

  async function change() {
    setPending(true)
    try {
      await send(follows ? 'DELETE' : 'PUT', `${path}/follow`)
      if (follows && leaves) router.push('/requests')
      else await onChanged()
    } catch (error) {
      toast('danger', error instanceof Error ? error.message : String(error))
    } finally {
      setPending(false)
    }
  }

  return (
    <Button
      size="sm"
      pending={pending}
      aria-pressed={follows}
      title={follows && leaves ? t('unfollowLast') : undefined}
      onClick={() => void change()}
    >
      {t(follows ? 'unfollow' : 'follow')}
    </Button>
  )
}
