import { useEffect, useMemo } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { createPostsModel, type PostsModel } from './posts-model.ts'

/** The posts of a case for as long as the caller is on the screen. */
export function usePosts(session_id: string): PostsModel {
  const pod = usePod()
  const model = useMemo(() => createPostsModel(pod, session_id), [pod, session_id])
  useEffect(() => model.dispose, [model])
  return model
}
