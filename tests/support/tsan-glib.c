/* Tells ThreadSanitizer what GLib and GStreamer do to keep threads apart. They are not built with it, and GLib's mutexes are made
 * of futexes: without this, everything that a GMutex guards is reported.
 *
 * Each function here stands in front of the library's own of that name and calls it. Linked into tests by a build with
 * -Db_sanitize=thread, and by no other (tests/README.md).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <dlfcn.h>
#include <gst/gst.h>
#include <sanitizer/tsan_interface.h>

/* The library's function of that name, looked up once. */
#define NEXT(name) \
  ({ \
    static gpointer next; \
    if (g_atomic_pointer_get (&next) == NULL) \
      g_atomic_pointer_set (&next, dlsym (RTLD_NEXT, #name)); \
    (__typeof__ (&name)) g_atomic_pointer_get (&next); \
  })

/* --- Mutexes -------------------------------------------------------------------------------------------------------------- */

void
g_mutex_lock (GMutex *mutex)
{
  __tsan_mutex_pre_lock (mutex, 0);
  NEXT (g_mutex_lock) (mutex);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked;

  __tsan_mutex_pre_lock (mutex, __tsan_mutex_try_lock);
  locked = NEXT (g_mutex_trylock) (mutex);
  __tsan_mutex_post_lock (mutex, locked ? __tsan_mutex_try_lock : __tsan_mutex_try_lock_failed, 0);

  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_mutex_pre_unlock (mutex, 0);
  NEXT (g_mutex_unlock) (mutex);
  __tsan_mutex_post_unlock (mutex, 0);
}

void
g_mutex_clear (GMutex *mutex)
{
  __tsan_mutex_destroy (mutex, __tsan_mutex_not_static);
  NEXT (g_mutex_clear) (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  NEXT (g_cond_wait) (cond, mutex);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;

  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  signalled = NEXT (g_cond_wait_until) (cond, mutex, end_time);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);

  return signalled;
}

/* --- Reference counts ----------------------------------------------------------------------------------------------------- */

/* Whoever gives a reference back has done with the object; whoever frees it comes after all of them. */

void
g_object_unref (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  NEXT (g_object_unref) (object);
}

void
gst_mini_object_unref (GstMiniObject *object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  NEXT (gst_mini_object_unref) (object);
}

void
g_atomic_rc_box_release_full (gpointer       box,
                              GDestroyNotify clear)
{
  __tsan_release (box);
  __tsan_acquire (box);
  NEXT (g_atomic_rc_box_release_full) (box, clear);
}

/* --- Work that is handed to the main thread ------------------------------------------------------------------------------- */

typedef struct
{
  GSourceFunc func;
  gpointer data;
  GDestroyNotify notify;
} Idle;

static gboolean
run_idle (gpointer data)
{
  Idle *idle = data;

  __tsan_acquire (idle);

  return idle->func (idle->data);
}

static void
free_idle (gpointer data)
{
  Idle *idle = data;

  __tsan_acquire (idle);
  if (idle->notify != NULL)
    idle->notify (idle->data);
  g_free (idle);
}

guint
g_idle_add_full (int            priority,
                 GSourceFunc    func,
                 gpointer       data,
                 GDestroyNotify notify)
{
  Idle *idle = g_new (Idle, 1);

  *idle = (Idle) { func, data, notify };
  __tsan_release (idle);

  return NEXT (g_idle_add_full) (priority, run_idle, idle, free_idle);
}
