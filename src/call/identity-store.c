/* Where this person's identity key is kept: see the header.
 *
 *   SEARCH the service ── found ──→ RETRIEVE ──→ done
 *     │ none, or no service
 *   READ the file ────── found ──→ done
 *     │ none: make a key
 *   STORE it in the service ─────→ done
 *     │ no service
 *   WRITE it to the file ────────→ done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/identity-store.h"

#include <libsecret/secret.h>

#include "call/call-error.h"
#include "call/identity-file.h"
#include "call/private-file.h"

#define FILE_NAME "identity"

typedef enum
{
  STEP_SEARCH,
  STEP_RETRIEVE,
  STEP_READ,
  STEP_STORE,
  STEP_WRITE,
} Step;

/* The data of the task. */
typedef struct
{
  gboolean has_service;
  SecretRetrievable *item;  /* found in the service */
  HearthIdentity *identity; /* new, to be kept */
} Load;

static const SecretSchema schema = {
  HEARTH_APPLICATION_ID ".Identity",
  SECRET_SCHEMA_NONE,
  { { "key", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void advance (GTask *task,
                     Step   step);

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_object (&load->item);
  g_clear_pointer (&load->identity, hearth_identity_unref);
  g_free (load);
}

static void
unref_identity (gpointer data)
{
  hearth_identity_unref (data);
}

static void
finish (GTask          *task,
        HearthIdentity *identity)
{
  g_task_return_pointer (task, identity, unref_identity);
  g_object_unref (task);
}

static void
fail (GTask      *task,
      const char *why)
{
  g_task_return_new_error (task, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IDENTITY, "%s", why);
  g_object_unref (task);
}

/* Whether the person has given up waiting; the task is over then. */
static gboolean
is_cancelled (GTask *task)
{
  if (!g_task_return_error_if_cancelled (task))
    return FALSE;

  g_object_unref (task);
  return TRUE;
}

/* --- Secret service ----------------------------------------------------------------------------------------------------- */

static void
on_searched (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &error);

  if (is_cancelled (task))
    return;

  if (error != NULL)
    g_debug ("No secret service: %s", error->message);
  load->has_service = error == NULL;
  if (items != NULL)
    load->item = g_object_ref (items->data);

  advance (task, load->item != NULL ? STEP_RETRIEVE : STEP_READ);
}

static void
on_retrieved (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  HearthIdentity *identity;
  const char *secret;

  if (is_cancelled (task))
    return;

  secret = value != NULL ? secret_value_get_text (value) : NULL;
  if (secret == NULL)
    {
      fail (task, "The keyring with the identity key is locked");
      return;
    }
  identity = hearth_identity_from_secret (secret, NULL);
  if (identity != NULL)
    finish (task, identity);
  else
    fail (task, "The identity key in the keyring is damaged");
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (is_cancelled (task))
    return;

  if (secret_password_store_finish (result, &error))
    {
      finish (task, g_steal_pointer (&load->identity));
      return;
    }
  g_debug ("The secret service does not keep the identity key: %s", error->message);
  advance (task, STEP_WRITE);
}

/* --- File --------------------------------------------------------------------------------------------------------------- */

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *path = hearth_private_file_get_path (FILE_NAME);
  HearthIdentity *identity = hearth_identity_file_read (path, &error);

  if (identity != NULL)
    g_task_return_pointer (task, identity, unref_identity);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  HearthIdentity *identity = g_task_propagate_pointer (G_TASK (result), &error);

  if (identity != NULL)
    {
      finish (task, identity);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      load->identity = hearth_identity_generate ();
      advance (task, load->has_service ? STEP_STORE : STEP_WRITE);
    }
  else
    {
      fail (task, error->message);
    }
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *path = hearth_private_file_get_path (FILE_NAME);
  HearthIdentity *identity = hearth_identity_file_keep (path, data, &error);

  if (identity != NULL)
    g_task_return_pointer (task, identity, unref_identity);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  HearthIdentity *identity = g_task_propagate_pointer (G_TASK (result), &error);

  if (identity != NULL)
    finish (task, identity);
  else
    fail (task, error->message);
}

/* --- Steps -------------------------------------------------------------------------------------------------------------- */

static void
store (GTask *task,
       Load  *load)
{
  char *secret = hearth_identity_to_secret (load->identity);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Hearth identity key", secret, g_task_get_cancellable (task),
                         on_stored, task, "key", "identity", NULL);
  hearth_identity_secret_free (secret);
}

static void
advance (GTask *task,
         Step   step)
{
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) file_task = NULL;

  switch (step)
    {
    case STEP_SEARCH:
      secret_password_search (&schema, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS, cancellable,
                              on_searched, task, "key", "identity", NULL);
      break;
    case STEP_RETRIEVE:
      secret_retrievable_retrieve_secret (load->item, cancellable, on_retrieved, task);
      break;
    case STEP_READ:
      file_task = g_task_new (NULL, NULL, on_read, task);
      g_task_run_in_thread (file_task, read_in_thread);
      break;
    case STEP_STORE:
      store (task, load);
      break;
    case STEP_WRITE:
      file_task = g_task_new (NULL, NULL, on_written, task);
      g_task_set_task_data (file_task, hearth_identity_ref (load->identity), unref_identity);
      g_task_run_in_thread (file_task, write_in_thread);
      break;
    default:
      g_return_if_reached ();
    }
}

void
hearth_identity_store_load_async (GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hearth_identity_store_load_async);
  g_task_set_task_data (task, g_new0 (Load, 1), load_free);
  advance (task, STEP_SEARCH);
}

HearthIdentity *
hearth_identity_store_load_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
