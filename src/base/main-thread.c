/* Hand-over to the main thread: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"

typedef struct
{
  GWeakRef target;
  HearthMainThreadFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Post;

static GThread *main_thread;

static void
post_free (gpointer data)
{
  Post *post = data;

  if (post->destroy != NULL)
    post->destroy (post->data);
  g_weak_ref_clear (&post->target);
  g_free (post);
}

static gboolean
post_run (gpointer data)
{
  Post *post = data;
  g_autoptr (GObject) target = g_weak_ref_get (&post->target);

  if (target != NULL)
    post->func (target, post->data);

  return G_SOURCE_REMOVE;
}

void
hearth_main_thread_init (void)
{
  g_return_if_fail (main_thread == NULL || main_thread == g_thread_self ());

  main_thread = g_thread_self ();
}

gboolean
hearth_main_thread_is_current (void)
{
  return main_thread == g_thread_self ();
}

void
hearth_main_thread_post (gpointer             target,
                         HearthMainThreadFunc func,
                         gpointer             data,
                         GDestroyNotify       destroy)
{
  Post *post;

  g_return_if_fail (G_IS_OBJECT (target));
  g_return_if_fail (func != NULL);

  post = g_new0 (Post, 1);
  g_weak_ref_init (&post->target, target);
  post->func = func;
  post->data = data;
  post->destroy = destroy;

  g_idle_add_full (G_PRIORITY_DEFAULT, post_run, post, post_free);
}

guint
hearth_main_thread_later (GSourceOnceFunc func,
                          gpointer        data)
{
  g_return_val_if_fail (func != NULL, 0);

  return g_timeout_add_once (0, func, data);
}
