/* Who is something else than everybody who comes in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/appointments.h"

#include "base/limits.h"
#include "protocol/protocol-error.h"

typedef struct
{
  HearthPublicKey key;
  HearthRole role;
} Appointment;

struct _HearthAppointments
{
  GArray *all; /* oldest first */
};

static const char *const words[] = {
  [HEARTH_ROLE_SPEAKER] = "",
  [HEARTH_ROLE_LISTENER] = "listener ",
  [HEARTH_ROLE_CO_HOST] = "co-host ",
};

HearthAppointments *
hearth_appointments_new (void)
{
  HearthAppointments *self = g_new0 (HearthAppointments, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (Appointment));

  return self;
}

void
hearth_appointments_free (HearthAppointments *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->all);
  g_free (self);
}

HearthRole
hearth_appointments_get (const HearthAppointments *self,
                         const HearthPublicKey    *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, HEARTH_ROLE_SPEAKER);

  for (guint i = 0; i < self->all->len; i++)
    {
      const Appointment *appointment = &g_array_index (self->all, Appointment, i);

      if (hearth_public_key_equal (&appointment->key, key))
        return appointment->role;
    }

  return HEARTH_ROLE_SPEAKER;
}

gboolean
hearth_appointments_set (HearthAppointments    *self,
                         const HearthPublicKey *key,
                         HearthRole             role)
{
  const Appointment appointment = { *key, role };

  g_return_val_if_fail (self != NULL && key != NULL && role < HEARTH_ROLE_HOST, FALSE);

  if (hearth_appointments_get (self, key) == role)
    return FALSE;

  for (guint i = self->all->len; i > 0; i--)
    if (hearth_public_key_equal (&g_array_index (self->all, Appointment, i - 1).key, key))
      g_array_remove_index (self->all, i - 1);
  if (role == HEARTH_ROLE_SPEAKER)
    return TRUE;

  if (self->all->len >= HEARTH_LIMIT_DOOR_KEYS)
    g_array_remove_index (self->all, 0);
  g_array_append_val (self->all, appointment);

  return TRUE;
}

gboolean
hearth_appointments_dismiss (HearthAppointments *self,
                             HearthRole          role)
{
  guint before;

  g_return_val_if_fail (self != NULL, FALSE);

  before = self->all->len;
  for (guint i = self->all->len; i > 0; i--)
    if (g_array_index (self->all, Appointment, i - 1).role == role)
      g_array_remove_index (self->all, i - 1);

  return self->all->len < before;
}

gboolean
hearth_appointments_has (const HearthAppointments *self,
                         HearthRole                role)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->all->len; i++)
    if (g_array_index (self->all, Appointment, i).role == role)
      return TRUE;

  return FALSE;
}

GStrv
hearth_appointments_save (const HearthAppointments *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->all->len; i++)
    {
      const Appointment *appointment = &g_array_index (self->all, Appointment, i);
      g_autofree char *key = hearth_public_key_to_text (&appointment->key);

      g_strv_builder_take (lines, g_strconcat (words[appointment->role], key, NULL));
    }

  return g_strv_builder_end (lines);
}

static gboolean
load_line (HearthAppointments *self,
           const char         *line)
{
  HearthPublicKey key;

  for (guint i = HEARTH_ROLE_SPEAKER + 1; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_has_prefix (line, words[i]) && hearth_public_key_parse (line + strlen (words[i]), &key))
        {
          (void) hearth_appointments_set (self, &key, (HearthRole) i);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
hearth_appointments_load (HearthAppointments *self,
                          const char *const  *lines,
                          GError            **error)
{
  g_autoptr (HearthAppointments) loaded = hearth_appointments_new ();

  g_return_val_if_fail (self != NULL && lines != NULL, FALSE);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!load_line (loaded, lines[i]))
        {
          g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Nobody's role: line %u", i + 1);
          return FALSE;
        }
    }

  g_array_unref (self->all);
  self->all = g_array_ref (loaded->all);

  return TRUE;
}
