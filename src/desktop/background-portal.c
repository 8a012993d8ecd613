/* Staying without a window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desktop/background-portal.h"

#include <libportal/portal.h>

struct _HearthBackgroundPortal
{
  GObject parent_instance;

  XdpPortal *portal; /* (nullable): without a session bus */
  GCancellable *cancellable;
};

enum
{
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthBackgroundPortal, hearth_background_portal, G_TYPE_OBJECT)

static void
on_requested (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HearthBackgroundPortal) self = HEARTH_BACKGROUND_PORTAL (user_data);
  g_autoptr (GError) error = NULL;

  if (xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error) || g_cancellable_is_cancelled (self->cancellable))
    return;

  /* libportal reports a "no" as a cancellation, or as nothing at all. */
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[REFUSED], 0);
  else
    g_debug ("No background portal: %s", error->message);
}

static void
on_status_set (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!xdp_portal_set_background_status_finish (XDP_PORTAL (source), result, &error))
    g_debug ("Nobody shows what goes on in the background: %s", error != NULL ? error->message : "refused");
}

static void
hearth_background_portal_dispose (GObject *object)
{
  HearthBackgroundPortal *self = HEARTH_BACKGROUND_PORTAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->portal);

  G_OBJECT_CLASS (hearth_background_portal_parent_class)->dispose (object);
}

static void
hearth_background_portal_finalize (GObject *object)
{
  g_object_unref (HEARTH_BACKGROUND_PORTAL (object)->cancellable);

  G_OBJECT_CLASS (hearth_background_portal_parent_class)->finalize (object);
}

static void
hearth_background_portal_class_init (HearthBackgroundPortalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_background_portal_dispose;
  object_class->finalize = hearth_background_portal_finalize;

  signals[REFUSED] = g_signal_new ("refused", HEARTH_TYPE_BACKGROUND_PORTAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_background_portal_init (HearthBackgroundPortal *self)
{
  self->cancellable = g_cancellable_new ();
  self->portal = xdp_portal_initable_new (NULL);
}

HearthBackgroundPortal *
hearth_background_portal_new (void)
{
  return g_object_new (HEARTH_TYPE_BACKGROUND_PORTAL, NULL);
}

void
hearth_background_portal_request (HearthBackgroundPortal *self,
                                  const char             *reason)
{
  g_return_if_fail (HEARTH_IS_BACKGROUND_PORTAL (self));
  g_return_if_fail (reason != NULL);

  if (self->portal != NULL)
    /* It copies the reason, whatever its type says. */
    xdp_portal_request_background (self->portal, NULL, (char *) reason, NULL, XDP_BACKGROUND_FLAG_NONE, self->cancellable, on_requested,
                                   g_object_ref (self));
}

void
hearth_background_portal_set_status (HearthBackgroundPortal *self,
                                     const char             *status)
{
  g_autofree char *line = NULL;

  g_return_if_fail (HEARTH_IS_BACKGROUND_PORTAL (self));
  g_return_if_fail (status != NULL);

  line = g_utf8_strlen (status, -1) > HEARTH_BACKGROUND_STATUS_MAX ? g_utf8_substring (status, 0, HEARTH_BACKGROUND_STATUS_MAX)
                                                                    : g_strdup (status);
  if (self->portal != NULL)
    xdp_portal_set_background_status (self->portal, line, self->cancellable, on_status_set, NULL);
}
