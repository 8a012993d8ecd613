/* Keeps the computer awake while in a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/call-inhibitor.h"

#include <glib/gi18n.h>

struct _HearthCallInhibitor
{
  GObject parent_instance;

  GtkApplication *application;
  HearthCall *call;
  gboolean seen;
  GtkApplicationInhibitFlags flags;
  guint cookie; /* 0 where nobody can be asked */
};

G_DEFINE_FINAL_TYPE (HearthCallInhibitor, hearth_call_inhibitor, G_TYPE_OBJECT)

static GtkApplicationInhibitFlags
wanted_flags (HearthCallInhibitor *self)
{
  switch (hearth_call_get_state (self->call))
    {
    case HEARTH_CALL_IDLE:
    case HEARTH_CALL_LOBBY:
      return 0;
    case HEARTH_CALL_ENTERING:
    case HEARTH_CALL_KNOCKING:
    case HEARTH_CALL_ACTIVE:
    case HEARTH_CALL_RECONNECTING:
      return self->seen ? GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE : GTK_APPLICATION_INHIBIT_SUSPEND;
    }

  g_return_val_if_reached (0);
}

static void
inhibit (HearthCallInhibitor        *self,
         GtkApplicationInhibitFlags  flags)
{
  if (self->flags == flags)
    return;

  if (self->cookie != 0)
    gtk_application_uninhibit (self->application, self->cookie);
  self->cookie = 0;
  self->flags = flags;
  if (flags != 0)
    /* Translators: why the computer does not fall asleep, as the desktop may show it */
    self->cookie = gtk_application_inhibit (self->application, NULL, flags, _("In a call"));
}

static void
update (HearthCallInhibitor *self)
{
  inhibit (self, wanted_flags (self));
}

static void
hearth_call_inhibitor_dispose (GObject *object)
{
  HearthCallInhibitor *self = HEARTH_CALL_INHIBITOR (object);

  if (self->application != NULL)
    inhibit (self, 0);
  self->application = NULL;
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_call_inhibitor_parent_class)->dispose (object);
}

static void
hearth_call_inhibitor_class_init (HearthCallInhibitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_inhibitor_dispose;
}

static void
hearth_call_inhibitor_init (HearthCallInhibitor *self)
{
  self->seen = TRUE;
}

HearthCallInhibitor *
hearth_call_inhibitor_new (GtkApplication *application,
                           HearthCall     *call)
{
  HearthCallInhibitor *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_CALL_INHIBITOR, NULL);
  self->application = application;
  self->call = g_object_ref (call);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

void
hearth_call_inhibitor_set_seen (HearthCallInhibitor *self,
                                gboolean             seen)
{
  g_return_if_fail (HEARTH_IS_CALL_INHIBITOR (self));

  self->seen = seen;
  update (self);
}
